using Microsoft.Extensions.DependencyInjection;

namespace Commands.Streams.Hosting;

/// <summary>An issuer of commands that was registered: for which application, and which stream.</summary>
/// <param name="Application">The application's name.</param>
/// <param name="Commands">The command stream.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Client">The client's type.</param>
/// <param name="Options">What the client was registered with.</param>
internal sealed record CommandClientRegistration(string Application, object Commands, string Topic, Type Client, CommandClientOptions? Options)
{
    /// <summary>The key that names this client and no other of its type.</summary>
    public string Key => KeyOf(Application, Topic);

    // Topics contain no slash, so keys of two applications never meet.
    public static string KeyOf(string application, string topic) => $"{application}/{topic}";

    /// <summary>The client of a type that is meant by it alone, or by a topic too.</summary>
    /// <exception cref="InvalidOperationException">Several are.</exception>
    public static TClient Resolve<TClient>(IServiceProvider services, string? topic)
        where TClient : notnull
    {
        List<CommandClientRegistration> candidates = [.. services.GetServices<CommandClientRegistration>()
            .Where(candidate => candidate.Client == typeof(TClient) && (topic is null || candidate.Topic == topic))];
        return candidates.Count == 1 ? services.GetRequiredKeyedService<TClient>(candidates[0].Key) : throw new InvalidOperationException(
            $"{candidates.Count} command clients of the same types are registered{(topic is null ? "" : $" for topic '{topic}'")}, so it is open " +
            "which one is meant. " +
            $"Ask for a keyed one: {string.Join(" or ", candidates.Select(candidate => $"[FromKeyedServices(\"{candidate.Key}\")]"))}" +
            $"{(topic is null && candidates.DistinctBy(candidate => candidate.Topic).Count() == candidates.Count ? ", or by the topic alone" : "")}.");
    }
}
