resource "terraform_data" "this" {
  input = "${var.tenant_id}/${var.environment}"
}
