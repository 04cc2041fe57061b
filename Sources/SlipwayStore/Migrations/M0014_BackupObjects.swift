/// An object in a destination is one backup's; of plans that rang at one moment, one's could take the place of another's.
/// Drills remember how much they found.
enum M0014_BackupObjects: Migration {
  static let version = 14
  static let statements: [SQL] = [
    "ALTER TABLE backup_run ADD COLUMN found BIGINT",
    """
    UPDATE backup_run SET is_stored = FALSE WHERE kind = 'backup' AND is_stored AND EXISTS (
      SELECT 1 FROM backup_run AS later
      WHERE later.kind = 'backup' AND later.is_stored AND later.destination_id = backup_run.destination_id
        AND later.object_key = backup_run.object_key
        AND (later.finished_at > backup_run.finished_at
          OR (later.finished_at = backup_run.finished_at AND later.position > backup_run.position)))
    """,
    """
    UPDATE backup_run SET status = 'cancelled', finished_at = created_at,
      message = 'Another backup had the same name in the destination.'
    WHERE kind = 'backup' AND status IN ('queued', 'running') AND EXISTS (
      SELECT 1 FROM backup_run AS other
      WHERE other.kind = 'backup' AND other.destination_id = backup_run.destination_id
        AND other.object_key = backup_run.object_key AND other.id <> backup_run.id
        AND (other.is_stored OR (other.status IN ('queued', 'running') AND other.position < backup_run.position)))
    """,
    """
    CREATE UNIQUE INDEX backup_run_object ON backup_run (destination_id, object_key)
      WHERE kind = 'backup' AND (is_stored OR status IN ('queued', 'running'))
    """,
  ]
}
