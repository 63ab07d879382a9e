using Commands.Streams.Clients;
using Commands.Streams.Issuing.Sending;

namespace Commands.Streams;

/// <summary>Creates clients of the command layer on a cluster.</summary>
public static class StreamsClientExtensions
{
    /// <summary>Creates an issuer of commands with its own producer. Create one per command stream, keep it, and dispose it at the end.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TCommand">The command's type.</typeparam>
    /// <param name="client">The client of the cluster.</param>
    /// <param name="commands">The command stream, whose topic must exist when the first command is sent.</param>
    /// <param name="options">The options; the defaults if omitted.</param>
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
