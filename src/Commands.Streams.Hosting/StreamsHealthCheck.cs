using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Commands.Streams.Hosting;

/// <summary>Reports an application's health: healthy only while it works, and never after a failure.</summary>
internal sealed class StreamsHealthCheck(StreamsHostedService service) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!service.HasTopology)
        {
            return Task.FromResult(HealthCheckResult.Healthy($"'{service.Name}' only issues commands."));
        }

        var state = service.State;
        var reasons = string.Concat(Reasons(state).Select(reason => " " + reason));
        var description = $"Application '{service.Name}' is {state}.{reasons}";
        return Task.FromResult(state switch
        {
            ApplicationState.Running when reasons.Length == 0 => HealthCheckResult.Healthy(description),
            ApplicationState.Created when service.ClusterError is not null => new HealthCheckResult(context.Registration.FailureStatus, description),
            ApplicationState.Created or ApplicationState.Rebalancing or ApplicationState.Running or ApplicationState.PendingShutdown =>
                HealthCheckResult.Degraded(description),
            _ => new HealthCheckResult(context.Registration.FailureStatus, description, service.Failure),
        });
    }

    /// <summary>Everything that is wrong while the application works: one cause does not hide another.</summary>
    private IEnumerable<string> Reasons(ApplicationState state)
    {
        if (service.ClusterError is { } error && state is ApplicationState.Created or ApplicationState.Rebalancing or ApplicationState.Running)
        {
            yield return $"The cluster does not answer: {error.Message}";
        }

        if (state != ApplicationState.Running)
        {
            yield break;
        }

        if (service.LongestTurn is var longest && longest >= StreamsApplication.LongTurn)
        {
            yield return $"A worker has been in one turn for {longest}: a handler or a call to the Kafka client has not returned.";
        }

        if (service.BlockedOutputs is { Count: > 0 } blocked)
        {
            yield return $"Output partitions are not acknowledging records: {string.Join(", ", blocked)}.";
        }
    }
}
