"""dativo-gen: job configs of many tenants in, a generated tree for Terraform and the orchestrators out."""

__version__ = "0.1.0"
