using Microsoft.Extensions.Diagnostics.HealthChecks;
using Streamiz.Kafka.Net;

namespace Commands.Streams.Hosting;

/// <summary>Says how a Streamiz application is: healthy only while all of it runs, and never after a failure.</summary>
internal sealed class StreamizHealthCheck(StreamizHostedService service) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var state = service.State;
        var description = $"Streamiz application '{service.ApplicationId}' is {state}.";
        if (service.Failure is { } failure)
        {
            return Task.FromResult(new HealthCheckResult(context.Registration.FailureStatus, $"{description} It failed: {failure.Message}", failure));
        }

        return Task.FromResult(state == KafkaStream.State.RUNNING ? HealthCheckResult.Healthy(description) : HealthCheckResult.Degraded(description));
    }
}
