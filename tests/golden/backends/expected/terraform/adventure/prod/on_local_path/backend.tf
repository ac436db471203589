# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_local_path.yaml

terraform {
  backend "local" {
    path          = "/var/lib/terraform/on-local-path.tfstate"
    workspace_dir = "/var/lib/terraform/on-local-path"
  }
}
