/// Stands in the lists of kinds that are not there yet: clients expect the lists, empty.
package struct NoEntity: Codable, Sendable, Hashable {}
