# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_http.yaml

terraform {
  backend "http" {
    address        = "https://states.adventure.example/dativo/on-http"
    lock_address   = "https://states.adventure.example/dativo/on-http/lock"
    unlock_address = "https://states.adventure.example/dativo/on-http/lock"
    lock_method    = "POST"
    unlock_method  = "DELETE"
    retry_max      = 1
  }
}
