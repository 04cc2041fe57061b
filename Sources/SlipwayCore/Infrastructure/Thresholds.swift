/// From when on the machine's figures are an alert, in percent; 0 is never.
package struct Thresholds: Sendable, Hashable, Codable {
  package var cpu: Double
  package var memory: Double
  package var disk: Double

  package init(cpu: Double = 0, memory: Double = 0, disk: Double = 90) {
    self.cpu = cpu
    self.memory = memory
    self.disk = disk
  }
}
