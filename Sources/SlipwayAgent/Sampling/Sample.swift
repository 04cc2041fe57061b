package import Foundation

/// What a machine, or all containers of one service on it, used at one moment.
package struct Sample: Sendable, Hashable, Codable {
  /// Seconds since 1970.
  package var time: UInt32
  /// How many containers; 0 of a machine.
  package var containers: UInt32 = 0
  /// Of one processor: two that are busy are 200. Of a machine, of all of them: 100 is all.
  package var cpu: Float = 0
  /// The highest of the moments that are summed up in this one.
  package var cpuPeak: Float = 0
  /// In bytes, without what the kernel would give back.
  package var memory: Float = 0
  package var memoryPeak: Float = 0
  /// The page cache, apart.
  package var cache: Float = 0
  /// Of a machine, all that it has.
  package var memoryLimit: Float = 0
  /// In bytes a second, as are the three that follow.
  package var networkIn: Float = 0
  package var networkOut: Float = 0
  package var blockRead: Float = 0
  package var blockWrite: Float = 0
  /// Of the file system that everything is kept on; 0 of a service.
  package var diskUsed: Float = 0
  package var diskTotal: Float = 0

  package init(time: UInt32) { self.time = time }

  /// How many seconds of a step it stands for: the present one has only begun.
  package func seconds(of step: Int, now: Date) -> Float {
    Float(min(Double(step), max(1, now.timeIntervalSince1970 - Double(time))))
  }

  /// The processor's and memory's heights are those of this moment.
  mutating func settlePeaks() {
    cpuPeak = cpu
    memoryPeak = memory
  }
}

/// Sums samples up to one: the mean of what moves, the highest of the heights.
package struct SampleMean: Sendable {
  private var sum: Sample
  private var count: Float = 0

  package init(time: UInt32) { sum = Sample(time: time) }

  package var time: UInt32 { sum.time }

  package mutating func add(_ next: Sample) {
    count += 1
    sum.containers = max(sum.containers, next.containers)
    sum.cpu += next.cpu
    sum.cpuPeak = max(sum.cpuPeak, next.cpuPeak)
    sum.memory += next.memory
    sum.memoryPeak = max(sum.memoryPeak, next.memoryPeak)
    sum.cache += next.cache
    sum.memoryLimit = next.memoryLimit
    sum.networkIn += next.networkIn
    sum.networkOut += next.networkOut
    sum.blockRead += next.blockRead
    sum.blockWrite += next.blockWrite
    sum.diskUsed = next.diskUsed
    sum.diskTotal = next.diskTotal
  }

  /// - Returns: `nil` of nothing.
  package var mean: Sample? {
    guard count > 0 else { return nil }
    var mean = sum
    mean.cpu /= count
    mean.memory /= count
    mean.cache /= count
    mean.networkIn /= count
    mean.networkOut /= count
    mean.blockRead /= count
    mean.blockWrite /= count
    return mean
  }
}
