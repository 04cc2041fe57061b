/// What was built from what, so that the same is not built again; and what is known of each build.
enum M0030_Builds: Migration {
  static let version = 30
  static let statements: [SQL] = [
    """
    CREATE TABLE built_image (
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      place TEXT NOT NULL, content_key TEXT NOT NULL, parts TEXT NOT NULL, identity TEXT NOT NULL,
      app_name TEXT NOT NULL, deployable_id TEXT NOT NULL, deployment_id TEXT NOT NULL,
      built_at BIGINT NOT NULL, used_at BIGINT NOT NULL, PRIMARY KEY (organization_id, place, content_key))
    """,
    "CREATE INDEX built_image_deployable ON built_image (deployable_id, built_at)",
    """
    CREATE TABLE build_report (
      deployment_id TEXT NOT NULL PRIMARY KEY REFERENCES deployment (id) ON DELETE CASCADE,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE, report TEXT NOT NULL)
    """,
    "CREATE INDEX build_report_organization ON build_report (organization_id)",
  ]
}
