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
    json.raw(",\"projectTags\":")
    json.list(projectTags) { $0.write(to: &$1) }
    json.raw("}")
  }
}

extension ProjectTagRow: WireWritable {
  package func write(to json: inout WireText) {
    json.raw("{\"projectId\":")
    json.string(projectId.rawValue)
    json.raw(",\"tag\":{\"color\":")
    json.string(tag.color)
    json.raw(",\"createdAt\":")
    json.string(WireDate.text(tag.createdAt))
    json.raw(",\"name\":")
    json.string(tag.name)
    json.raw(",\"organizationId\":")
    json.string(tag.organizationId.rawValue)
    json.raw(",\"tagId\":")
    json.string(tag.tagId.rawValue)
    json.raw("},\"tagId\":")
    json.string(tagId.rawValue)
    json.raw("}")
  }
}

extension ProjectListItem.Environment: WireWritable {
  package func write(to json: inout WireText) {
    json.raw("{\"applications\":")
    json.list(applications) { $0.write(to: &$1) }
    json.raw(",\"compose\":")
    json.list(compose) { $0.write(to: &$1) }
    json.raw(",\"environmentId\":")
    json.string(environmentId.rawValue)
    json.raw(",\"isDefault\":")
    json.bool(isDefault)
    json.raw(",\"libsql\":")
    json.list(libsql) { $0.write(to: &$1) }
    json.raw(",\"mariadb\":")
    json.list(mariadb) { $0.write(to: &$1) }
    json.raw(",\"mongo\":")
    json.list(mongo) { $0.write(to: &$1) }
    json.raw(",\"mysql\":")
    json.list(mysql) { $0.write(to: &$1) }
    json.raw(",\"name\":")
    json.string(name)
    json.raw(",\"postgres\":")
    json.list(postgres) { $0.write(to: &$1) }
    json.raw(",\"redis\":")
    json.list(redis) { $0.write(to: &$1) }
    json.raw("}")
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
