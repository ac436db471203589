# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/stripe_customers_k8s.yaml

terraform {
  backend "kubernetes" {
    secret_suffix  = "stripe-customers-k8s"
    namespace      = "terraform-state"
    config_path    = "~/.kube/config"
    config_context = "dativo-prod-eks"
  }
}
