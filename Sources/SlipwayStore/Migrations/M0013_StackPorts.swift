/// The ports of the server that compose files publish: other services must know of them.
enum M0013_StackPorts: Migration {
  static let version = 13
  static let statements: [SQL] = [
    """
    CREATE TABLE stack_port (
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      deployable_id TEXT NOT NULL REFERENCES deployable (id) ON DELETE CASCADE,
      first_port BIGINT NOT NULL, last_port BIGINT NOT NULL, transport TEXT NOT NULL)
    """,
    "CREATE INDEX stack_port_deployable ON stack_port (deployable_id)",
    "CREATE INDEX stack_port_organization ON stack_port (organization_id)",
  ]
}
