# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/stripe_customers_k8s.yaml

provider "aws" {
  region = "us-east-1"
}

# Taken from the kubeconfig (KUBE_CONFIG_PATH): a missing context fails, instead of reaching another cluster.
provider "kubernetes" {
  config_context = "dativo-prod-eks"
}
