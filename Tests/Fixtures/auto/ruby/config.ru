run ->(environment) { [200, {}, ["hello from ruby\n"]] }
