using Commands.Streams.Clients;
using Commands.Streams.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Commands.Streams.Hosting;

/// <summary>
/// Configures an application of a host. Missing and invalid settings are reported together when the host starts. Configuration is applied first:
/// section <c>Streams</c> for all applications of the host, then <c>Streams:&lt;name&gt;</c>, each with the simple properties of
/// <see cref="StreamsOptions"/> and <see cref="StreamsHostOptions"/>, and with a section <c>Kafka</c> for librdkafka's properties by their own names
/// (<c>Streams:warehouse:Kafka:consumer.fetch.min.bytes</c>). Settings in code override it.
/// </summary>
public sealed class StreamsApplicationBuilder
{
    private readonly StreamsRegistration _registration;

    internal StreamsApplicationBuilder(IServiceCollection services, StreamsRegistration registration)
    {
        Services = services;
        _registration = registration;
    }

    /// <summary>The application's name in the host.</summary>
    public string Name => _registration.Name;

    /// <summary>The host's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Runs the application on Kafka.</summary>
    /// <param name="configure">Sets options that are not in the configuration. May be omitted if the configuration is complete.</param>
    public StreamsApplicationBuilder UseKafka(Action<KafkaOptions>? configure = null)
    {
        StreamsServices.AddKafka(Services, Name);
        _registration.HasClient = true;
        if (configure is not null)
        {
            Services.Configure(Name, configure);
        }

        return this;
    }

    /// <summary>Runs the application on Kafka.</summary>
    /// <param name="configure">Sets options that are not in the configuration, with access to other services.</param>
    public StreamsApplicationBuilder UseKafka(Action<IServiceProvider, KafkaOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.AddOptions<KafkaOptions>(Name).Configure<IServiceProvider>((options, provider) => configure(provider, options));
        return UseKafka();
    }

    /// <summary>Runs the application on a user-defined client. If several clients are chosen, the last one counts.</summary>
    /// <param name="factory">Creates the client, once. The host disposes it.</param>
    public StreamsApplicationBuilder UseClient(Func<IServiceProvider, IStreamsClient> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        Services.AddKeyedSingleton(Name, (provider, _) => factory(provider));
        _registration.HasClient = true;
        return this;
    }

    /// <summary>Sets the topology that the application runs. An application has exactly one.</summary>
    /// <param name="topology">The topology.</param>
    public StreamsApplicationBuilder AddTopology(Topology topology)
    {
        ArgumentNullException.ThrowIfNull(topology);
        return AddTopology(_ => topology);
    }

    /// <summary>Sets the topology that the application runs, created with other services when the host starts. An application has exactly one.</summary>
    /// <param name="factory">
    /// Creates the topology, once. Receives the host's root services, so a handler that needs scoped services must create a scope for each record.
    /// </param>
    public StreamsApplicationBuilder AddTopology(Func<IServiceProvider, Topology> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        _registration.Topologies.Add(factory);
        return this;
    }

    /// <summary>Configures how the topology runs.</summary>
    /// <param name="configure">Changes the options; the clock and the loggers are the host's by default.</param>
    public StreamsApplicationBuilder Configure(Action<StreamsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(Name, configure);
        return this;
    }

    /// <summary>Configures how the topology runs, with access to other services.</summary>
    /// <param name="configure">Changes the options.</param>
    public StreamsApplicationBuilder Configure(Action<IServiceProvider, StreamsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.AddOptions<StreamsOptions>(Name).Configure<IServiceProvider>((options, provider) => configure(provider, options));
        return this;
    }

    /// <summary>Configures how the host treats the application.</summary>
    /// <param name="configure">Changes the options.</param>
    public StreamsApplicationBuilder ConfigureHost(Action<StreamsHostOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(Name, configure);
        return this;
    }

    /// <summary>
    /// Registers an issuer of commands on the application's cluster, a <see cref="CommandClient{TKey,TCommand}"/> that the host disposes. Resolve it
    /// by its type, or by its type and a key: the topic, or <c>application/topic</c>. If several clients match, resolving fails with a message that
    /// lists the keys. An application that only issues commands needs no topology.
    /// </summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TCommand">The command's type.</typeparam>
    /// <param name="commands">The command stream.</param>
    /// <param name="options">The client's options; if omitted, the defaults with the host's clock. The loggers are the host's by default.</param>
    /// <exception cref="InvalidOperationException">The application has another client with the same types for the topic.</exception>
    public StreamsApplicationBuilder AddCommandClient<TKey, TCommand>(CommandStream<TKey, TCommand> commands, CommandClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(commands);
        _registration.HasCommandClients = true;
        var client = new CommandClientRegistration(Name, commands, commands.Topic, typeof(CommandClient<TKey, TCommand>), options);
        if (StreamsServices.TryAdd(Services, client))
        {
            Services.AddKeyedSingleton(client.Key, (provider, _) => provider.GetRequiredKeyedService<IStreamsClient>(Name)
                .CreateCommandClient(commands, StreamsServices.ClientOptions(provider, options)));
            Services.TryAddKeyedSingleton(
                commands.Topic, (provider, _) => CommandClientRegistration.Resolve<CommandClient<TKey, TCommand>>(provider, commands.Topic));
            Services.TryAddSingleton(provider => CommandClientRegistration.Resolve<CommandClient<TKey, TCommand>>(provider, topic: null));
        }

        return this;
    }
}
