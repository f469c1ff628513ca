import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import {
  ClaimsIdentity,
  ConnectorFactory,
  type AuthenticateRequestResult,
  type ConnectorClient,
} from 'botframework-connector';
import { localConnector, type Deliver } from './local-connector';

/** Conversations of the desk's own channels have service URLs of this form; everything else is Azure's. */
const LOCAL_SERVICE = /^urn:madoguchi:/i;

/** Routes the one way out of CloudAdapter by service URL: the desk's own channels stay in this process. */
export class DeskAuthentication extends ConfigurationBotFrameworkAuthentication {
  constructor(
    credentials: Readonly<Record<string, string>>,
    private readonly deliver: Deliver,
  ) {
    super(credentials);
  }

  override createConnectorFactory(identity: ClaimsIdentity): ConnectorFactory {
    return new RoutedConnectors(super.createConnectorFactory(identity), this.deliver);
  }

  /** For activities that reached the desk through its own channels, where the channel has checked who speaks. */
  trusted(): AuthenticateRequestResult {
    const claimsIdentity = new ClaimsIdentity([], 'madoguchi');
    return {
      audience: 'madoguchi',
      claimsIdentity,
      connectorFactory: this.createConnectorFactory(claimsIdentity),
    };
  }
}

class RoutedConnectors extends ConnectorFactory {
  constructor(
    private readonly remote: ConnectorFactory,
    private readonly deliver: Deliver,
  ) {
    super();
  }

  create(serviceUrl: string, audience: string): Promise<ConnectorClient> {
    if (LOCAL_SERVICE.test(serviceUrl)) return Promise.resolve(localConnector(this.deliver));
    return this.remote.create(serviceUrl, audience);
  }
}
