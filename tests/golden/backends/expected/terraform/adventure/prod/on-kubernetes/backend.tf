# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_kubernetes.yaml

terraform {
  backend "kubernetes" {
    secret_suffix     = "on-kubernetes"
    namespace         = "terraform"
    in_cluster_config = true
    labels = {
      "app.kubernetes.io/managed-by" = "dativo-gen"
    }
  }
}
