/// A provider's API as its public documentation has it, with what it remembers: routes, headers, error bodies, paging,
/// expiry, limits.
package protocol ContractAPI: Sendable {
  /// - Parameter base: the address that the request came to, without a slash at its end.
  func answer(_ request: ContractRequest, base: String) async -> ContractAnswer
}
