import SlipwayCore

/// One page of a list as providers cut it.
package struct ContractPaging: Sendable {
  package let page: Int
  package let size: Int
  package let total: Int

  package var pages: Int { max(1, (total + size - 1) / size) }
  package var next: Int? { page < pages ? page + 1 : nil }

  /// - Parameters:
  ///   - sizeName: how the provider calls the page's size.
  ///   - most: how large it may be.
  package init(_ request: ContractRequest, sizeName: String, standard: Int, most: Int, total: Int) {
    page = max(1, request.query["page"].flatMap(Int.init) ?? 1)
    size = min(most, max(1, request.query[sizeName].flatMap(Int.init) ?? standard))
    self.total = total
  }

  package func slice<Element>(_ items: [Element]) -> [Element] {
    Array(items.dropFirst((page - 1) * size).prefix(size))
  }

  /// The `Link` header of RFC 8288.
  package func link(_ request: ContractRequest, base: String) -> String {
    var links: [(String, Int)] = [("first", 1), ("last", pages)]
    if let next { links.append(("next", next)) }
    if page > 1 { links.append(("prev", page - 1)) }
    return links.map { "<\(address(request, base, page: $0.1))>; rel=\"\($0.0)\"" }.joined(separator: ", ")
  }

  package func address(_ request: ContractRequest, _ base: String, page: Int) -> String {
    let path = request.target.prefix { $0 != "?" }
    let query = request.query.merging(["page": String(page)]) { $1 }.sorted { $0.key < $1.key }
    return base + path + "?" + query.map { "\($0.key)=\($0.value.percentEncoded)" }.joined(separator: "&")
  }
}
