using Commands.Streams.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers streams applications.</summary>
public static class StreamsServiceCollectionExtensions
{
    /// <summary>
    /// Registers an application, which starts and stops with the host. A host may have several, each with its own name; a second call with the same
    /// name continues to configure the same application.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="applicationId">
    /// The application's name in the host: its <c>StreamsOptions.ApplicationId</c> unless that is set explicitly, the name of its options, the name
    /// of its configuration section <c>Streams:&lt;name&gt;</c>, and the key of its <c>IStreamsClient</c>.
    /// </param>
    /// <returns>A builder that configures the application.</returns>
    public static StreamsApplicationBuilder AddStreams(this IServiceCollection services, string applicationId)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(applicationId);

        var registration = services
            .Select(descriptor => descriptor.IsKeyedService ? null : descriptor.ImplementationInstance as StreamsRegistration)
            .FirstOrDefault(candidate => candidate?.Name == applicationId);
        if (registration is null)
        {
            registration = new StreamsRegistration(applicationId);
            StreamsServices.Add(services, registration);
        }

        return new StreamsApplicationBuilder(services, registration);
    }
}
