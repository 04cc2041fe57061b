package import SlipwayCore

/// The ports of the server that the files of compose stacks publish, kept as long as a stack may run by such a file.
package struct StackPorts {
  /// One port, or several that follow each other.
  package struct Range: Sendable, Hashable {
    package var first: Int
    package var last: Int
    /// As in compose files: `tcp`, `udp`.
    package var transport: String

    package init(first: Int, last: Int, transport: String) {
      self.first = first
      self.last = last
      self.transport = transport
    }
  }
  let context: TableContext

  /// By their numbers.
  package func all(of stack: ID<Deployable>) throws -> [Range] {
    try context.connection.rows(
      "SELECT * FROM stack_port WHERE deployable_id = \(stack) ORDER BY first_port, transport"
    ).map { row in
      Range(first: try row["first_port"], last: try row["last_port"], transport: try row["transport"])
    }
  }

  /// Keeps exactly these for the stack.
  package func replace(_ ranges: [Range], of stack: ID<Deployable>, in organization: ID<Organization>) throws {
    try context.connection.run("DELETE FROM stack_port WHERE deployable_id = \(stack)")
    for range in ranges {
      try context.connection.run(
        """
        INSERT INTO stack_port (organization_id, deployable_id, first_port, last_port, transport)
        VALUES (\(organization), \(stack), \(range.first), \(range.last), \(range.transport))
        """)
    }
  }

  /// The stack on a machine, of any organisation, that has a port among these.
  package func claiming(
    _ range: Range, on server: ID<Server>?, besides stack: ID<Deployable>? = nil
  ) throws -> ID<Deployable>? {
    try context.connection.row(
      """
      SELECT deployable_id FROM stack_port WHERE first_port <= \(range.last) AND last_port >= \(range.first)
      AND transport = \(range.transport) AND deployable_id <> \(stack?.rawValue ?? "")
      AND \(Deployables.belongs(to: server))
      """
    ).map { try $0["deployable_id"] }
  }
}
