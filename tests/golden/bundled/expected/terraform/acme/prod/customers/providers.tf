# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/customers.yaml

provider "aws" {
  region = "eu-west-1"
}

# Taken from the kubeconfig (KUBE_CONFIG_PATH): a missing context fails, instead of reaching another cluster.
provider "kubernetes" {
  config_context = "dativo-prod-eks"
}
