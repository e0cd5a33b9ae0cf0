"""The Streamlit app: how a person sees the atlas and asks it."""
