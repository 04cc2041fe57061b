import SlipwayCore
import Testing

/// How events travel between processes.
@Suite struct EventTextTests {
  @Test(arguments: [
    Event.jobQueued, .jobMoved(.random()), .deploymentChanged(.random(), .random(), .random()),
    .logAppended(.random()),
    .cancelRequested(.random()), .deployableChanged(.random(), .random()), .organizationChanged(.random()),
    .accessEnded(.random()), .backupRunChanged(.random(), .random()), .backupLogAppended(.random()),
    .scheduleRunChanged(.random(), .random()), .scheduleLogAppended(.random()),
    .serverChanged(.random(), .random()), .serverLogAppended(.random()),
    .recurrencesChanged,
    .serverSettingsChanged, .routesChanged(.random()), .certificatesChanged,
    .alertRaised(kind: "crash-loop", series: "service.x1", value: 3, threshold: 3),
    .serverAlertRaised(ID("s1"), kind: "disk", series: "machine", value: 91, threshold: 90),
  ]) func `every event is the same after its way`(event: Event) { #expect(Event(text: event.text) == event) }

  @Test(arguments: ["", "later-version", "job-moved", "job-queued x", "deployment-changed a b"])
  func `what another version says is passed over`(text: String) { #expect(Event(text: text) == nil) }
}
