using Confluent.SchemaRegistry;

namespace Commands.Streams.Avro.Registry;

/// <summary>
/// Sends requests to the registry until it answers: if it does not answer, for whatever reason, the request is retried with growing pauses; an
/// answer, including a refusal, is final.
/// </summary>
internal sealed class RegistryCalls(string registry, AvroSerdeOptions options)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>The registry's addresses, for messages.</summary>
    public string Registry => registry;

    /// <summary>Sends a request.</summary>
    /// <param name="question">The subject of the request, as in "the schema with id 7".</param>
    /// <param name="call">Sends the request once.</param>
    /// <exception cref="SchemaRegistryException">The registry refused the request.</exception>
    /// <exception cref="SchemaRegistryUnavailableException">The registry did not answer in time.</exception>
    public async Task<T> AskAsync<T>(string question, Func<Task<T>> call)
    {
        var start = options.TimeProvider.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await call().WaitAsync(options.AttemptTimeout, options.TimeProvider).ConfigureAwait(false);
            }
            catch (Exception exception) when (!IsAnswer(exception))
            {
                var tried = options.TimeProvider.GetElapsedTime(start);
                var reason = Reason(exception);
                if (tried + pause > options.RetryFor)
                {
                    throw new SchemaRegistryUnavailableException(
                        $"The schema registry {registry} was asked for {question} and did not answer within {tried}: {reason}", exception);
                }

                RegistryLog.NoAnswer(options.Logger, registry, question, reason, pause);
                await Task.Delay(pause, options.TimeProvider).ConfigureAwait(false);
            }
        }
    }

    /// <summary>True if the registry has answered with an error code of its own: not found, not compatible, not valid.</summary>
    private static bool IsAnswer(Exception exception) =>
        exception is SchemaRegistryException { ErrorCode: 409 or (>= 40401 and <= 40499) or 40901 or (>= 42201 and <= 42299) };

    private string Reason(Exception exception) => exception switch
    {
        TimeoutException => $"The request took longer than {options.AttemptTimeout}.",
        Newtonsoft.Json.JsonException => $"The reply does not follow the registry's protocol ({exception.Message}). Check the address.",
        SchemaRegistryException { Status: System.Net.HttpStatusCode.Unauthorized or System.Net.HttpStatusCode.Forbidden } =>
            $"The registry does not accept the credentials ({exception.Message}).",
        _ => exception.Message.EndsWith('.') ? exception.Message : $"{exception.Message}.",
    };
}
