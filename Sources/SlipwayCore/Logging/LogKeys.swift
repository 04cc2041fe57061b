/// The keys of structured log lines.
package enum LogKeys {
  package static let application = "application.id"
  package static let deployment = "deployment.id"
  package static let organization = "organization.id"
  package static let job = "job.id"
  package static let jobKind = "job.kind"
  package static let step = "deployment.step"
  package static let service = "service.name"
  package static let command = "command"
  package static let error = "error"
  package static let request = "request.id"
  package static let method = "http.method"
  package static let path = "http.path"
  package static let status = "http.status"
  package static let duration = "duration.ms"
  package static let user = "user.id"
  package static let count = "count"
}
