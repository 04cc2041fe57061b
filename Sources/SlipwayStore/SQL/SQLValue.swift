/// What a column or a parameter of a statement holds.
package enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case double(Double)
  case text(String)
}
