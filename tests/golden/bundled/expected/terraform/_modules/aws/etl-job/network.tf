# Made by dativo-gen: its module aws/etl-job. Do not edit; `dativo-gen modules vendor aws/etl-job` copies it for you.

locals {
  create_security_group = alltrue([
    var.create_security_group, !local.on_kubernetes,
    length(var.networking_security_group_ids) == 0, var.networking_vpc_id != null,
  ])
  security_group_ids = local.create_security_group ? aws_security_group.this[*].id : var.networking_security_group_ids
}

resource "aws_security_group" "this" {
  # checkov:skip=CKV2_AWS_5: tasks take it when they are started, which nothing here shows
  count = local.create_security_group ? 1 : 0

  name_prefix = "${local.name}-"
  description = "Lets a job of Dativo reach what it reads and writes"
  vpc_id      = var.networking_vpc_id
  tags        = local.tags

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each = local.create_security_group ? var.egress : {}

  security_group_id            = aws_security_group.this[0].id
  description                  = each.key
  ip_protocol                  = each.value.protocol
  from_port                    = each.value.port
  to_port                      = coalesce(each.value.to_port, each.value.port)
  cidr_ipv4                    = each.value.cidr_ipv4
  prefix_list_id               = each.value.prefix_list_id
  referenced_security_group_id = each.value.security_group_id
  tags                         = local.tags
}
