package import Foundation

/// A part of a series on the wire: numbers in columns, as charts want them, oldest first.
package struct SeriesAnswer: Sendable, Codable {
  /// Seconds since 1970 of each sample.
  package var time: [Int] = []
  package var containers: [Int] = []
  package var cpu: [Double] = []
  package var cpuPeak: [Double] = []
  package var memory: [Double] = []
  package var memoryPeak: [Double] = []
  package var cache: [Double] = []
  package var memoryLimit: [Double] = []
  package var networkIn: [Double] = []
  package var networkOut: [Double] = []
  package var blockRead: [Double] = []
  package var blockWrite: [Double] = []
  package var diskUsed: [Double] = []
  package var diskTotal: [Double] = []

  package init(_ archive: SeriesArchive, _ series: SeriesName, _ query: SeriesQuery, now: Date) {
    self.init(archive.samples(of: series, in: query.span, points: query.points, now: now))
  }

  package init(_ samples: [Sample]) {
    // Hundredths of a percent and whole bytes are as fine as anybody looks.
    func fine(_ value: Float) -> Double { (Double(value) * 100).rounded() / 100 }
    func whole(_ value: Float) -> Double { Double(value).rounded() }
    for sample in samples {
      time.append(Int(sample.time))
      containers.append(Int(sample.containers))
      cpu.append(fine(sample.cpu))
      cpuPeak.append(fine(sample.cpuPeak))
      memory.append(whole(sample.memory))
      memoryPeak.append(whole(sample.memoryPeak))
      cache.append(whole(sample.cache))
      memoryLimit.append(whole(sample.memoryLimit))
      networkIn.append(whole(sample.networkIn))
      networkOut.append(whole(sample.networkOut))
      blockRead.append(whole(sample.blockRead))
      blockWrite.append(whole(sample.blockWrite))
      diskUsed.append(whole(sample.diskUsed))
      diskTotal.append(whole(sample.diskTotal))
    }
  }

  /// The same as samples; what is not of one length is of no agent of ours, and nothing.
  package var samples: [Sample] {
    let columns = [
      cpu, cpuPeak, memory, memoryPeak, cache, memoryLimit, networkIn, networkOut, blockRead, blockWrite, diskUsed,
      diskTotal,
    ]
    guard columns.allSatisfy({ $0.count == time.count }), containers.count == time.count else { return [] }
    return time.indices.map { index in
      var sample = Sample(time: UInt32(clamping: time[index]))
      sample.containers = UInt32(clamping: containers[index])
      (sample.cpu, sample.cpuPeak) = (Float(cpu[index]), Float(cpuPeak[index]))
      (sample.memory, sample.memoryPeak) = (Float(memory[index]), Float(memoryPeak[index]))
      (sample.cache, sample.memoryLimit) = (Float(cache[index]), Float(memoryLimit[index]))
      (sample.networkIn, sample.networkOut) = (Float(networkIn[index]), Float(networkOut[index]))
      (sample.blockRead, sample.blockWrite) = (Float(blockRead[index]), Float(blockWrite[index]))
      (sample.diskUsed, sample.diskTotal) = (Float(diskUsed[index]), Float(diskTotal[index]))
      return sample
    }
  }
}
