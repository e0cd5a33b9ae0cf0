"""The formats that articles come in: one small file each, every library imported only when its format appears."""
