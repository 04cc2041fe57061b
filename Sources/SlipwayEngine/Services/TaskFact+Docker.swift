package import SlipwayHost

extension TaskFact {
  package init(_ task: DockerTask) {
    let status = task.Status
    self.init(
      id: task.ID, slot: task.Slot ?? 0, state: State(rawValue: status.State) ?? .unknown,
      isWanted: task.DesiredState == "running" || task.DesiredState == "complete",
      image: task.Spec?.ContainerSpec?.Image ?? "", error: status.Err.flatMap { $0.isEmpty ? nil : $0 },
      container: status.ContainerStatus?.ContainerID.flatMap { $0.isEmpty ? nil : $0 })
    node = task.NodeID
    exitCode = status.ContainerStatus?.ExitCode
    pid = status.ContainerStatus?.PID
    since = status.Timestamp?.date
  }
}
