using Commands.Streams.Clients;
using Commands.Streams.Issuing.Sending;

namespace Commands.Streams;

/// <summary>Makes clients of the command layer on a cluster.</summary>
public static class StreamsClientExtensions
{
    /// <summary>Makes an issuer of commands with a producer of its own. Make one for each command stream and keep it; dispose it in the end.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TCommand">The command's type.</typeparam>
    /// <param name="client">The cluster.</param>
    /// <param name="commands">The command stream. Its topic must exist when the first command is sent.</param>
    /// <param name="options">The options; by default, each option's default.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="Errors.ClientException">The client refuses the configuration.</exception>
    public static CommandClient<TKey, TCommand> CreateCommandClient<TKey, TCommand>(
        this IStreamsClient client, CommandStream<TKey, TCommand> commands, CommandClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(commands);
        options ??= new CommandClientOptions();
        SendChecks.Check(options);
        return new CommandClient<TKey, TCommand>(client, commands, options);
    }
}
