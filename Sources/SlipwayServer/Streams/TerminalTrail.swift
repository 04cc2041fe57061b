import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// Who opened which terminal and how it ended, in the audit record. What was typed is in no record.
struct TerminalTrail: Sendable {
  static let opened = "terminal.open"
  static let closed = "terminal.close"
  let engine: Engine
  let caller: Caller
  let address: String

  /// Notes the opening, or that it was refused, and the end.
  func recording(_ subject: String, _ body: () async throws -> WebSocketClose) async throws -> WebSocketClose {
    await note(Self.opened, subject, "ok")
    do {
      let close = try await body()
      await note(Self.closed, subject, close.reason.isEmpty ? "ok" : close.reason)
      return close
    } catch {
      await note(Self.closed, subject, (error as? WebSocketClose)?.reason ?? "connection ended")
      throw error
    }
  }

  /// What was not opened.
  func refused(_ subject: String, _ close: WebSocketClose) async {
    await note(Self.opened, subject, close.code == 4003 ? "forbidden" : close.reason)
  }

  private func note(_ action: String, _ subject: String, _ result: String) async {
    let entry = AuditEntry(
      organizationID: caller.organizationID, userID: caller.user.id, userEmail: caller.user.email, action: action,
      subject: AuditText.singleLine(subject), result: AuditText.singleLine(result), ipAddress: address,
      createdAt: engine.now())
    // In a cancelled task, too: the end of a terminal often is one.
    await Task { await AuditTrail(store: engine.store).write(entry) }.value
  }
}
