import SlipwayCore
package import SlipwayHost

/// How much room one kind of things takes on an engine, and how much of it nothing uses.
package struct DiskShare: Sendable, Hashable, Codable {
  /// As Docker's own table calls them.
  package var type: String
  package var totalCount: Int
  package var active: Int
  package var sizeBytes: Int
  package var reclaimableBytes: Int

  /// Images, containers, volumes and the build cache, in this order.
  package static func all(_ use: DockerDiskUse) -> [DiskShare] {
    [images(use), containers(use.Containers ?? []), volumes(use.Volumes ?? []), cache(use.BuildCache ?? [])]
  }

  private static func images(_ use: DockerDiskUse) -> DiskShare {
    let images = use.Images ?? []
    let used = images.filter { ($0.Containers ?? 0) > 0 }
    // Layers that several images share count once.
    let size = use.LayersSize ?? 0
    let needed = used.reduce(0) { $0 + ($1.Size ?? 0) - max($1.SharedSize ?? 0, 0) } + shared(images)
    return DiskShare(
      type: "Images", totalCount: images.count, active: used.count, sizeBytes: size,
      reclaimableBytes: max(0, size - needed))
  }

  /// What a layer that images share takes at least.
  private static func shared(_ images: [DockerDiskUse.Image]) -> Int {
    images.map { max($0.SharedSize ?? 0, 0) }.max() ?? 0
  }

  private static func containers(_ all: [DockerDiskUse.Container]) -> DiskShare {
    let isActive = { (one: DockerDiskUse.Container) in ["running", "paused", "restarting"].contains(one.State ?? "") }
    return DiskShare(
      type: "Containers", totalCount: all.count, active: all.count(where: isActive),
      sizeBytes: all.reduce(0) { $0 + ($1.SizeRw ?? 0) },
      reclaimableBytes: all.filter { !isActive($0) }.reduce(0) { $0 + ($1.SizeRw ?? 0) })
  }

  private static func volumes(_ all: [DockerDiskUse.Volume]) -> DiskShare {
    let isUsed = { (one: DockerDiskUse.Volume) in (one.UsageData?.RefCount ?? 0) > 0 }
    let size = { (one: DockerDiskUse.Volume) in max(one.UsageData?.Size ?? 0, 0) }
    return DiskShare(
      type: "Local Volumes", totalCount: all.count, active: all.count(where: isUsed),
      sizeBytes: all.reduce(0) { $0 + size($1) },
      reclaimableBytes: all.filter { !isUsed($0) }.reduce(0) { $0 + size($1) })
  }

  private static func cache(_ all: [DockerDiskUse.Cache]) -> DiskShare {
    let own = all.filter { !($0.Shared ?? false) }
    return DiskShare(
      type: "Build Cache", totalCount: all.count, active: all.count { $0.InUse ?? false },
      sizeBytes: own.reduce(0) { $0 + ($1.Size ?? 0) },
      reclaimableBytes: own.filter { !($0.InUse ?? false) }.reduce(0) { $0 + ($1.Size ?? 0) })
  }
}
