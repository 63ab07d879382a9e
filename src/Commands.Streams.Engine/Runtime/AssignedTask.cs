using Commands.Streams.Diagnostics;
using Commands.Streams.Processing;

namespace Commands.Streams.Runtime;

/// <summary>A task of a worker with what publishes its counters.</summary>
internal sealed record AssignedTask(StreamTask Task, TaskMetricsPublisher Metrics);
