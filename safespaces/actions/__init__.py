"""The verbs: one file per thing the service does; the only place that writes."""
