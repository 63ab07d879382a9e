using Commands.Streams.Clients;
using Commands.Streams.Hosting.Configuration;
using Commands.Streams.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commands.Streams.Hosting;

/// <summary>Registers the services of an application under its name: options by name, the others by key.</summary>
internal static class StreamsServices
{
    private static readonly string[] HealthCheckTags = ["streams", "ready"];

    public static void Add(IServiceCollection services, StreamsRegistration registration)
    {
        var name = registration.Name;
        services.AddSingleton(registration);
        services.AddKeyedSingleton(name, (provider, _) => CreateConfiguration(provider, name));
        AddOptions(services, name);
        services.AddKeyedSingleton(name, (provider, _) => ActivatorUtilities.CreateInstance<StreamsHostedService>(provider, registration));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<StreamsHostedService>(name));

        // Takes effect only if the host has health checks, and costs nothing otherwise.
        services.Configure<HealthCheckServiceOptions>(options => options.Registrations.Add(new HealthCheckRegistration(
            $"streams:{name}",
            provider => new StreamsHealthCheck(provider.GetRequiredKeyedService<StreamsHostedService>(name)),
            HealthStatus.Unhealthy,
            HealthCheckTags)));
    }

    public static void AddKafka(IServiceCollection services, string name) =>
        services.AddKeyedSingleton<IStreamsClient>(
            name, (provider, _) => new KafkaClient(provider.GetRequiredService<IOptionsMonitor<KafkaOptions>>().Get(name)));

    /// <summary>Registers an issuer, unless it is already registered.</summary>
    /// <exception cref="InvalidOperationException">The application has another one for the topic.</exception>
    public static bool TryAdd(IServiceCollection services, CommandClientRegistration client)
    {
        var other = services
            .Select(descriptor => descriptor.IsKeyedService ? null : descriptor.ImplementationInstance as CommandClientRegistration)
            .FirstOrDefault(candidate => candidate?.Key == client.Key && candidate.Client == client.Client);
        if (other is null)
        {
            services.AddSingleton(client);
            return true;
        }

        return ReferenceEquals(other.Commands, client.Commands) && Equals(other.Options, client.Options) ? false : throw new InvalidOperationException(
            $"Application '{client.Application}' already has a command client for topic '{client.Topic}'. Register one per topic.");
    }

    public static CommandClientOptions ClientOptions(IServiceProvider provider, CommandClientOptions? options)
    {
        options ??= new CommandClientOptions { TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System };
        return options with { LoggerFactory = options.LoggerFactory ?? provider.GetService<ILoggerFactory>() };
    }

    private static void AddOptions(IServiceCollection services, string name)
    {
        services.AddOptions<StreamsOptions>(name).Configure<IServiceProvider>((options, provider) =>
        {
            options.ApplicationId = name;
            options.TimeProvider = provider.GetService<TimeProvider>() ?? options.TimeProvider;
            options.LoggerFactory = provider.GetService<ILoggerFactory>() ?? options.LoggerFactory;
            provider.GetRequiredKeyedService<ApplicationConfiguration>(name).Apply(options);
        });
        services.AddOptions<StreamsHostOptions>(name).Configure<IServiceProvider>((options, provider) =>
            provider.GetRequiredKeyedService<ApplicationConfiguration>(name).Apply(options));
        services.AddOptions<KafkaOptions>(name).Configure<IServiceProvider>((options, provider) =>
        {
            options.LoggerFactory = provider.GetService<ILoggerFactory>() ?? options.LoggerFactory;
            provider.GetRequiredKeyedService<ApplicationConfiguration>(name).Apply(options);
        });
    }

    private static ApplicationConfiguration CreateConfiguration(IServiceProvider provider, string name) =>
        new(provider.GetService<IConfiguration>(), name, [.. provider.GetServices<StreamsRegistration>().Select(registration => registration.Name)]);
}
