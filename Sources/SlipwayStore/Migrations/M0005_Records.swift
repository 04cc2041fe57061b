/// What was done, and what came from outside.
enum M0005_Records: Migration {
  static let version = 5
  static let statements: [SQL] = [
    """
    CREATE TABLE audit_entry (
      id TEXT NOT NULL PRIMARY KEY, organization_id TEXT REFERENCES organization (id) ON DELETE CASCADE,
      user_id TEXT, user_email TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, result TEXT NOT NULL,
      ip_address TEXT NOT NULL, created_at BIGINT NOT NULL)
    """,
    "CREATE INDEX audit_entry_organization ON audit_entry (organization_id, created_at)",
    """
    CREATE TABLE webhook_delivery (
      id TEXT NOT NULL,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      application_id TEXT NOT NULL REFERENCES application (id) ON DELETE CASCADE,
      position BIGINT NOT NULL, received_at BIGINT NOT NULL, decision TEXT, deployment_id TEXT,
      PRIMARY KEY (application_id, id))
    """,
    "CREATE INDEX webhook_delivery_position ON webhook_delivery (application_id, position)",
  ]
}
