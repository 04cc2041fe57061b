import SlipwayCore

extension ProjectListItem: WireWritable {
  package func write(to json: inout WireText) {
    json.raw("{\"createdAt\":")
    json.string(WireDate.text(createdAt))
    json.raw(",\"description\":")
    json.string(description)
    json.raw(",\"environments\":")
    json.list(environments) { $0.write(to: &$1) }
    json.raw(",\"name\":")
    json.string(name)
    json.raw(",\"organizationId\":")
    json.string(organizationId.rawValue)
    json.raw(",\"projectId\":")
    json.string(projectId.rawValue)
    json.raw(",\"projectTags\":[]}")
  }
}

extension ProjectListItem.Environment: WireWritable {
  /// The kinds of services that do not exist yet are empty.
  package func write(to json: inout WireText) {
    json.raw("{\"applications\":")
    json.list(applications) { $0.write(to: &$1) }
    json.raw(",\"compose\":[],\"environmentId\":")
    json.string(environmentId.rawValue)
    json.raw(",\"isDefault\":")
    json.bool(isDefault)
    json.raw(",\"libsql\":[],\"mariadb\":[],\"mongo\":[],\"mysql\":[],\"name\":")
    json.string(name)
    json.raw(",\"postgres\":[],\"redis\":[]}")
  }
}

extension ServiceBrief: WireWritable {
  package func write(to json: inout WireText) {
    json.raw("{\"applicationId\":")
    json.string(applicationId.rawValue)
    json.raw(",\"applicationStatus\":")
    json.string(applicationStatus.rawValue)
    json.raw(",\"name\":")
    json.string(name)
    json.raw("}")
  }
}
