"""Tests that run Terraform on the bundled modules of terraform_templates/modules."""
