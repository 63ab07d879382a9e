using Commands.Streams;
using Commands.Streams.Bridging;
using Commands.Streams.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Streamiz.Kafka.Net;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Streamiz applications.</summary>
public static class StreamizServiceCollectionExtensions
{
    private static readonly string[] HealthCheckTags = ["streams", "ready"];

    /// <summary>
    /// Registers a Streamiz application of one subscriber, which is checked at once. Otherwise as the method that describes a whole topology.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="applicationId">The application's id: its consumer group.</param>
    /// <param name="configure">
    /// Completes Streamiz' configuration; <c>BootstrapServers</c> is required. Its logger is the host's unless it is set otherwise.
    /// </param>
    /// <param name="subscriber">The subscriber.</param>
    /// <param name="options">How the host treats the application; <see langword="null"/> for the defaults.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">The host has an application of this id already.</exception>
    /// <exception cref="NotSupportedException">Streamiz cannot run the subscriber; the message names what it lacks.</exception>
    public static IServiceCollection AddStreamizCommands(
        this IServiceCollection services,
        string applicationId,
        Action<StreamConfig> configure,
        CommandSubscriber subscriber,
        StreamizHostOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        StreamizLimits.Check(subscriber.Description);
        return services.AddStreamizCommands(applicationId, configure, (_, builder) => builder.AddCommands(subscriber), options);
    }

    /// <summary>
    /// Registers a Streamiz application, which starts and stops with the host, has a health check named <c>streams:&lt;application id&gt;</c>, and has
    /// failed as soon as one of its threads has ended. It reads from the beginning unless <c>AutoOffsetReset</c> is set otherwise. Nothing is committed
    /// whose response, dead letter or other output was not delivered.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="applicationId">The application's id: its consumer group.</param>
    /// <param name="configure">
    /// Completes Streamiz' configuration; <c>BootstrapServers</c> is required. Its logger is the host's unless it is set otherwise.
    /// </param>
    /// <param name="describe">Describes the topology: calls <c>AddCommands</c>, and adds whatever other streams the application has.</param>
    /// <param name="options">How the host treats the application; <see langword="null"/> for the defaults.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">The host has an application of this id already.</exception>
    public static IServiceCollection AddStreamizCommands(
        this IServiceCollection services,
        string applicationId,
        Action<StreamConfig> configure,
        Action<IServiceProvider, StreamBuilder> describe,
        StreamizHostOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(applicationId);
        ArgumentNullException.ThrowIfNull(configure);
        ArgumentNullException.ThrowIfNull(describe);
        if (services.Any(descriptor =>
            !descriptor.IsKeyedService && descriptor.ImplementationInstance is StreamizRegistration other && other.ApplicationId == applicationId))
        {
            throw new ArgumentException($"The host has a Streamiz application '{applicationId}' already. Give each an id of its own.", nameof(applicationId));
        }

        var registration = new StreamizRegistration(applicationId, configure, describe, options ?? new StreamizHostOptions());
        services.AddSingleton(registration);
        services.AddKeyedSingleton(applicationId, (provider, _) => ActivatorUtilities.CreateInstance<StreamizHostedService>(provider, registration));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<StreamizHostedService>(applicationId));

        // Takes effect if the host has health checks, and costs nothing otherwise.
        services.Configure<HealthCheckServiceOptions>(health => health.Registrations.Add(new HealthCheckRegistration(
            $"streams:{applicationId}",
            provider => new StreamizHealthCheck(provider.GetRequiredKeyedService<StreamizHostedService>(applicationId)),
            HealthStatus.Unhealthy,
            HealthCheckTags)));
        return services;
    }
}
