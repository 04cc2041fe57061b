/// How the labels begin by which Slipway knows its own things in Docker again; nobody else may give them.
package enum OwnLabels {
  package static let prefix = "slipway."
}
