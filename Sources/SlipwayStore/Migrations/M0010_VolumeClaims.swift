/// Named volumes outlive the mounts that made them, and so does the memory of whose they are.
enum M0010_VolumeClaims: Migration {
  static let version = 10
  static let statements: [SQL] = [
    // No reference to the organisation: what a deleted one has stored must not become anybody's.
    """
    CREATE TABLE volume_claim (
      name TEXT NOT NULL PRIMARY KEY, organization_id TEXT NOT NULL, is_adopted BOOLEAN NOT NULL)
    """,
    // Volumes from before they were labelled.
    """
    INSERT INTO volume_claim (name, organization_id, is_adopted)
    SELECT volume_name, MIN(organization_id), TRUE FROM mount WHERE volume_name IS NOT NULL GROUP BY volume_name
    """,
  ]
}
