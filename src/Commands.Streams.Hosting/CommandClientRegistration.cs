using Microsoft.Extensions.DependencyInjection;

namespace Commands.Streams.Hosting;

/// <summary>A registered issuer of commands, with its application and stream.</summary>
/// <param name="Application">The application's name.</param>
/// <param name="Commands">The command stream.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Client">The client's type.</param>
/// <param name="Options">The options that the client was registered with.</param>
internal sealed record CommandClientRegistration(string Application, object Commands, string Topic, Type Client, CommandClientOptions? Options)
{
    /// <summary>The key that identifies this client among all of its type.</summary>
    public string Key => KeyOf(Application, Topic);

    // Topic names contain no slash, so keys of different applications cannot collide.
    public static string KeyOf(string application, string topic) => $"{application}/{topic}";

    /// <summary>Resolves the only client of a type, or the only one of a type and a topic.</summary>
    /// <exception cref="InvalidOperationException">Several clients match.</exception>
    public static TClient Resolve<TClient>(IServiceProvider services, string? topic)
        where TClient : notnull
    {
        List<CommandClientRegistration> candidates = [.. services.GetServices<CommandClientRegistration>()
            .Where(candidate => candidate.Client == typeof(TClient) && (topic is null || candidate.Topic == topic))];
        return candidates.Count == 1 ? services.GetRequiredKeyedService<TClient>(candidates[0].Key) : throw new InvalidOperationException(
            $"{candidates.Count} command clients with the same types are registered{(topic is null ? "" : $" for topic '{topic}'")}, so the request is " +
            $"ambiguous. Ask for a keyed one: {string.Join(" or ", candidates.Select(candidate => $"[FromKeyedServices(\"{candidate.Key}\")]"))}" +
            $"{(topic is null && candidates.DistinctBy(candidate => candidate.Topic).Count() == candidates.Count ? ", or by the topic alone" : "")}.");
    }
}
