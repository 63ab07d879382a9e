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
        var description = $"Application '{service.Name}' is {state}.";
        if (service.ClusterError is { } error && state is ApplicationState.Created or ApplicationState.Rebalancing or ApplicationState.Running)
        {
            description = $"{description} The cluster does not answer: {error.Message}";
            return Task.FromResult(state == ApplicationState.Created
                ? new HealthCheckResult(context.Registration.FailureStatus, description)
                : HealthCheckResult.Degraded(description));
        }

        return Task.FromResult(state switch
        {
            ApplicationState.Running when service.LongestTurn >= StreamsApplication.LongTurn => HealthCheckResult.Degraded(
                $"{description} A worker has been in one turn for {service.LongestTurn}: a handler or a call to the Kafka client has not returned."),
            ApplicationState.Running when service.BlockedOutputs is { Count: > 0 } blocked => HealthCheckResult.Degraded(
                $"{description} Output partitions are not acknowledging records: {string.Join(", ", blocked)}."),
            ApplicationState.Running => HealthCheckResult.Healthy(description),
            ApplicationState.Created or ApplicationState.Rebalancing or ApplicationState.PendingShutdown => HealthCheckResult.Degraded(description),
            _ => new HealthCheckResult(context.Registration.FailureStatus, description, service.Failure),
        });
    }
}
