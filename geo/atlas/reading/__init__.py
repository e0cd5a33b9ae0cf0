"""Reading articles for an atlas: here, in processes beside, on a cluster."""
